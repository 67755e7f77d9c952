using System.Security.Cryptography;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Issuing;

/// <summary>
/// Where the master key comes from: a setting, or a file that only its owner may read. The file's text is zeroed once it was read or
/// written; that of a setting stays in the configuration.
/// </summary>
internal sealed class MasterKeyFile(IOptions<IssuingOptions> issuing, IOptions<GatewayOptions> gateway)
{
    private const int MaxFileSize = 128;

    private readonly IssuingOptions _options = issuing.Value;

    /// <summary>The file; with the key given by a setting, where a rotation leaves the new one.</summary>
    public string FilePath { get; } = Path.GetFullPath(issuing.Value.MasterKeyFile ?? Path.Combine(gateway.Value.DataPath, "master-key"));

    /// <summary>Where a rotation puts the new key before the database has it.</summary>
    public string NextPath => FilePath + ".next";

    public bool IsSetting => _options.MasterKey is not null;

    /// <summary>Whether the first start may make the key: nobody said where it is.</summary>
    public bool MayBeMade => _options.MasterKey is null && _options.MasterKeyFile is null;

    /// <summary>The key; null when there is none.</summary>
    /// <exception cref="MasterKeyException">The file holds something else.</exception>
    public MasterKey? Read()
    {
        if (_options.MasterKey is { } text)
        {
            return MasterKey.TryRead(text, out var key) ? key : throw Unreadable(IssuingOptions.Section + ":MasterKey");
        }

        return ReadFile(FilePath);
    }

    /// <summary>The key of a rotation that did not come to its end; null when there is none.</summary>
    public MasterKey? ReadNext() => ReadFile(NextPath);

    /// <summary>Writes the key to the file, unless another start was first; the file then holds that one's.</summary>
    public void WriteFirst(MasterKey key)
    {
        var draft = $"{FilePath}.{RandomId.Create()}";
        Write(draft, key);
        try
        {
            File.Move(draft, FilePath, overwrite: false);
        }
        catch (IOException) when (File.Exists(FilePath))
        {
            File.Delete(draft);
        }
    }

    public void WriteNext(MasterKey key) => Write(NextPath, key);

    /// <summary>Puts the new key in the old one's place.</summary>
    public void TakeNext() => File.Move(NextPath, FilePath, overwrite: true);

    private static void Write(string path, MasterKey key)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Span<byte> text = stackalloc byte[MasterKey.TextSize];
        key.WriteText(text);
        SecretFile.Write(path, text);
        CryptographicOperations.ZeroMemory(text);
    }

    private static MasterKey? ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        Span<byte> text = stackalloc byte[MaxFileSize];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var length = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        var isKey = MasterKey.TryRead(text[..length], out var key);
        CryptographicOperations.ZeroMemory(text);
        return isKey ? key : throw Unreadable(path);
    }

    private static MasterKeyException Unreadable(string where) =>
        new($"Gateway:Issuing: the master key in {where} cannot be read: it is 32 bytes in base64url, 43 letters.");
}
