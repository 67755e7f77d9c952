// Starts a gateway, has it issue, and verifies what it issued with jose and Digital Bazaar's libraries, which find its DIDs over HTTP; then
// revokes a credential, rotates a key and revokes one, and sees to it that they notice.
// From the project's root, with Node 20 or newer:
//   npm ci --prefix tests/interop
//   dotnet run -c Release --project tests/Benchmarks -- sign FOLDER
//   node tests/interop/issued.mjs GATEWAY.dll DRAFT.json FOLDER
// The contexts are those that lie in that folder.
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import * as jose from 'jose';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';

const [program, draftFile, folder] = process.argv.slice(2);
const contexts = JSON.parse(readFileSync(join(folder, 'contexts.json'), 'utf8'));
const data = mkdtempSync(join(tmpdir(), 'interop-'));
const key = 'interop-key-that-is-long-enough-00000';
const gateway = spawn('dotnet', [program, '--urls=http://127.0.0.1:0', `--Gateway:DataPath=${data}`, `--Gateway:Auth:BootstrapKey=${key}`]);
const base = await new Promise((resolve, reject) => {
  let said = '';
  gateway.stdout.on('data', chunk => {
    said += chunk;
    const found = said.match(/^Gateway: (http:\/\/\S+)/m);
    if (found) resolve(found[1]);
  });
  gateway.on('exit', code => reject(new Error(`the gateway ended with ${code}: ${said}`)));
});

const ask = async (method, path, body) => {
  const answer = await fetch(base + path, {
    method,
    headers: {authorization: `Bearer ${key}`, ...(body ? {'content-type': 'application/json'} : {})},
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
};

// did:web, as its specification resolves it, but over http
const resolveDid = async did => {
  const [host, ...path] = did.slice('did:web:'.length).split(':');
  const url = `http://${decodeURIComponent(host)}/${path.length ? path.join('/') : '.well-known'}/did.json`;
  const answer = await fetch(url);
  if (!answer.ok || answer.headers.get('content-type') !== 'application/did+json') throw new Error(`${url}: ${answer.status}`);
  const document = await answer.json();
  if (document.id !== did) throw new Error(`${url} is of ${document.id}`);
  return document;
};
const documentLoader = async url => {
  let document = contexts[url];
  if (url.startsWith('did:')) {
    const whole = await resolveDid(url.split('#')[0]);
    document = url.includes('#')
      ? {'@context': 'https://w3id.org/security/multikey/v1', ...whole.verificationMethod.find(method => method.id === url)}
      : whole;
  }
  if (!document) throw new Error(`a document that is not known: ${url}`);
  return {contextUrl: null, documentUrl: url, document, tag: 'static'};
};

const verifyToken = async token => {
  const {kid} = jose.decodeProtectedHeader(token);
  const did = await resolveDid(kid.split('#')[0]);
  if (!did.assertionMethod.includes(kid)) throw new Error(`${kid} may not assert`);
  const method = did.verificationMethod.find(one => one.id === kid);
  const {payload, protectedHeader} = await jose.compactVerify(token, await jose.importJWK(method.publicKeyJwk, jose.decodeProtectedHeader(token).alg));
  const claims = JSON.parse(new TextDecoder().decode(payload));
  if (protectedHeader.typ !== 'vc+jwt' || (claims.issuer.id ?? claims.issuer) !== did.id) throw new Error('typ or issuer');
  return claims;
};
const isSet = async entry => {
  const list = await verifyToken(await (await fetch(entry.statusListCredential)).text());
  if (list.id !== entry.statusListCredential || list.credentialSubject.statusPurpose !== entry.statusPurpose) throw new Error('another list');
  const bits = gunzipSync(Buffer.from(list.credentialSubject.encodedList.slice(1), 'base64url'));
  if (bits.length < 16384) throw new Error('too short');
  const index = Number(entry.statusListIndex);
  return (bits[index >> 3] >> (7 - (index & 7)) & 1) === 1;
};
const checkStatus = async ({credential}) => ({verified: !await isSet(credential.credentialStatus)});
const verifyEmbedded = async credential => {
  const result = await vc.verifyCredential({
    credential,
    suite: [
      new DataIntegrityProof({cryptosuite: {...rdfc, canonize: (input, options) => rdfc.canonize(input, {...options, maxWorkFactor: 3})}}),
      new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()}),
    ],
    documentLoader,
    checkStatus,
  });
  if (!result.verified) throw result.error ?? new Error('not verified');
};
const tokenOf = enveloped => enveloped.id.slice('data:application/vc+jwt,'.length);

let steps = 0;
const done = what => console.log(`${++steps}  ${what}`);
const refuses = async (verify, what) => {
  if (await verify().then(() => true, () => false)) throw new Error(`not noticed: ${what}`);
};
try {
  const draft = JSON.parse(readFileSync(draftFile, 'utf8'));
  const issue = async (issuer, options) => {
    const id = `urn:uuid:${crypto.randomUUID()}`;
    const credential = {...draft, id, issuer: {...draft.issuer, id: issuer}};
    delete credential.credentialStatus;
    return {id, ...await ask('POST', '/credentials/issue', {credential, options})};
  };
  const root = (await ask('GET', '/dids')).items[0].did;
  const p256 = (await ask('POST', '/dids', {organisation: 'halden-cells', keyType: 'P-256'})).did;

  for (const [issuer, name] of [[root, 'Ed25519'], [p256, 'P-256']]) {
    const {id, verifiableCredential} = await issue(issuer, {});
    const claims = await verifyToken(tokenOf(verifiableCredential));
    if (claims.id !== id || await isSet(claims.credentialStatus)) throw new Error('id or status');
    done(`jose verifies a vc+jwt by ${name}, the DID found over HTTP, and its status list`);
    await ask('POST', '/credentials/status', {credentialId: id, status: true});
    if (!await isSet(claims.credentialStatus)) throw new Error('the revocation is not seen');
    done('its revocation is seen with the next fetch of the list');
  }

  for (const cryptosuite of ['eddsa-rdfc-2022', 'eddsa-jcs-2022']) {
    const {id, verifiableCredential} = await issue(root, {cryptosuite});
    await verifyEmbedded(verifiableCredential);
    await refuses(() => verifyEmbedded({...verifiableCredential, name: 'another'}), 'another name');
    done(`@digitalbazaar/vc verifies ${cryptosuite}, and refuses it with another name`);
    await ask('POST', '/credentials/status', {credentialId: id, status: true});
    await refuses(() => verifyEmbedded(verifiableCredential), 'a revocation');
    done('and refuses it once it is revoked');
  }

  const [token, proof] = [tokenOf((await issue(root, {})).verifiableCredential), (await issue(root, {cryptosuite: 'eddsa-jcs-2022'})).verifiableCredential];
  const rotated = await ask('POST', `/dids/${encodeURIComponent(root)}/keys`);
  await verifyToken(token);
  await verifyEmbedded(proof);
  await verifyToken(tokenOf((await issue(root, {})).verifiableCredential));
  done('after a rotation of the key, what the old and the new one signed verifies');
  await ask('POST', `/dids/${encodeURIComponent(root)}/keys/${rotated.keys[0].id}/revoke`);
  await refuses(() => verifyToken(token), 'a revoked key');
  await refuses(() => verifyEmbedded(proof), 'a revoked key');
  done('what a revoked key signed does not');
} finally {
  gateway.kill();
  rmSync(data, {recursive: true, force: true});
}
