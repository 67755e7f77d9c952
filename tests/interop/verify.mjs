// Verifies what we sign with Digital Bazaar's libraries and with jose, and sees to it that they refuse the same with one letter changed.
// From the project's root, with Node 20 or newer:
//   npm ci --prefix tests/interop
//   dotnet run -c Release --project tests/Benchmarks -- sign FOLDER
//   node tests/interop/verify.mjs FOLDER [FOLDER WITH THE PUBLISHED urlmap.json]
// The contexts are the published ones where that folder has them, else our own, which lie beside the credentials.
import {createPublicKey} from 'node:crypto';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import * as jose from 'jose';
import * as vc from '@digitalbazaar/vc';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';

const [folder, published = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/untp')] = process.argv.slice(2);
const read = file => JSON.parse(readFileSync(file, 'utf8'));
const own = read(join(folder, 'contexts.json'));
const theirs = existsSync(join(published, 'urlmap.json')) ? read(join(published, 'urlmap.json')) : {};
const used = {own: new Set(), published: new Set()};
const now = new Date('2026-06-15T00:00:00Z');

const keyOf = async (id) => {
  const multibase = id.split('#')[0].slice('did:key:'.length);
  return Ed25519Multikey.from({
    '@context': 'https://w3id.org/security/multikey/v1', id: `did:key:${multibase}#${multibase}`, type: 'Multikey',
    controller: `did:key:${multibase}`, publicKeyMultibase: multibase,
  });
};
const documentLoader = async (url) => {
  let document;
  if (url.startsWith('did:key:')) {
    const method = await (await keyOf(url)).export({publicKey: true, includeContext: true});
    document = url.includes('#') ? method : {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: url,
      verificationMethod: [method], assertionMethod: [method.id], authentication: [method.id],
    };
  } else if (theirs[url]) {
    used.published.add(url);
    document = read(resolve(published, theirs[url]));
  } else if (own[url]) {
    used.own.add(url);
    document = own[url];
  } else {
    throw new Error(`a context that is not known: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document, tag: 'static'};
};

// rdf-canonize's usual work factor refuses some published samples
const suite = () => [
  new DataIntegrityProof({cryptosuite: {...rdfc, canonize: (input, options) => rdfc.canonize(input, {...options, maxWorkFactor: 3})}}),
  new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()}),
];
const verifyEmbedded = async (text) => {
  const credential = JSON.parse(text);
  const proofs = [credential.proof].flat().length;
  const result = await vc.verifyCredential({credential, suite: suite(), documentLoader, now});
  if (!result.verified) throw result.error ?? new Error('not verified');
  const held = result.results.filter(one => one.verified).length;
  if (held !== proofs) throw new Error(`${held} of ${proofs} proofs hold`);
};
const verifyToken = async (text) => {
  const {kid} = jose.decodeProtectedHeader(text);
  const {publicKey} = await (await keyOf(kid)).export({publicKey: true, raw: true});
  const key = createPublicKey({format: 'jwk', key: {kty: 'OKP', crv: 'Ed25519', x: jose.base64url.encode(publicKey)}});
  const {payload, protectedHeader} = await jose.compactVerify(text, key, {algorithms: ['EdDSA']});
  const credential = JSON.parse(new TextDecoder().decode(payload));
  if (protectedHeader.typ !== 'vc+jwt' || credential.issuer.id !== kid.split('#')[0]) throw new Error('typ or issuer');
};

// one letter of the name, inside the token's payload or in the document
const tamperedToken = (token) => {
  const [header, payload, signature] = token.split('.');
  const claims = Buffer.from(payload, 'base64url').toString().replace('"name": "', '"name": "X');
  return [header, Buffer.from(claims).toString('base64url'), signature].join('.');
};
const tamperedDocument = text => text.replace('"name": "', '"name": "X');

let held = 0, refused = 0, wrong = 0;
for (const file of readdirSync(folder).filter(name => name !== 'contexts.json').sort()) {
  const text = readFileSync(join(folder, file), 'utf8');
  const isToken = file.endsWith('.jwt');
  const verify = isToken ? verifyToken : verifyEmbedded;
  try {
    await verify(text);
    held++;
  } catch (fault) {
    wrong++;
    console.log(`${file} is refused: ${fault.errors?.map(String).join('; ') ?? fault}`);
  }
  const tampered = isToken ? tamperedToken(text) : tamperedDocument(text);
  if (tampered === text) throw new Error(`${file} has no name to change`);
  try {
    await verify(tampered);
    wrong++;
    console.log(`${file} verifies with its name changed`);
  } catch {
    refused++;
  }
}
console.log(`${held} credentials verified, ${refused} changed ones refused, ${wrong} wrong; `
  + `contexts: ${used.published.size} published, ${used.own.size} our own`);
process.exit(wrong || !held ? 1 : 0);
