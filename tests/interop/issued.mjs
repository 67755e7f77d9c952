// Starts a gateway, has it issue, and verifies what it issued with jose and Digital Bazaar's libraries, which find its DIDs over HTTP; then
// has presentations of it signed, revokes a credential, rotates a key and revokes one, and sees to it that they notice.
// From the project's root, with Node 20 or newer:
//   npm ci --prefix tests/interop
//   dotnet run -c Release --project tests/Benchmarks -- sign FOLDER
//   node tests/interop/issued.mjs GATEWAY.dll DRAFT.json FOLDER
// The contexts are those that lie in that folder.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import * as jose from 'jose';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {done, draftOf, findKey, refuses, resolveDid, startGateway} from './gateway.mjs';

const [program, draftFile, folder] = process.argv.slice(2);
const contexts = JSON.parse(readFileSync(join(folder, 'contexts.json'), 'utf8'));
const {ask, stop} = await startGateway(program);

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
  const {kid, alg} = jose.decodeProtectedHeader(token);
  const {payload, protectedHeader} = await jose.compactVerify(token, await jose.importJWK(await findKey(kid, 'assertionMethod'), alg));
  const claims = JSON.parse(new TextDecoder().decode(payload));
  if (protectedHeader.typ !== 'vc+jwt' || (claims.issuer.id ?? claims.issuer) !== kid.split('#')[0]) throw new Error('typ or issuer');
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
const challenge = 'a challenge';
const domain = 'https://buyer.example.com';
const verifyPresentation = async (presentation, asked = challenge) => {
  const result = await vc.verify({
    presentation, challenge: asked, domain, documentLoader, checkStatus,
    suite: [new DataIntegrityProof({cryptosuite: {...rdfc, canonize: (input, options) => rdfc.canonize(input, {...options, maxWorkFactor: 3})}})],
  });
  if (!result.verified) throw result.error ?? new Error('not verified');
};
const verifyPresentationToken = async token => {
  const {kid, alg} = jose.decodeProtectedHeader(token);
  const {payload} = await jose.jwtVerify(
    token, await jose.importJWK(await findKey(kid, 'authentication'), alg), {audience: domain, typ: 'vp+jwt'});
  if (payload.nonce !== challenge || payload.holder !== kid.split('#')[0]) throw new Error('nonce or holder');
  return payload;
};
const tokenOf = enveloped => enveloped.id.slice('data:application/vc+jwt,'.length);

try {
  const draft = JSON.parse(readFileSync(draftFile, 'utf8'));
  const issue = async (issuer, options) => {
    const credential = draftOf(draft, issuer);
    return {id: credential.id, ...await ask('POST', '/credentials/issue', {credential, options})};
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

  const {credentialStatus} = await verifyToken(tokenOf((await issue(root, {})).verifiableCredential));
  const list = await (await fetch(credentialStatus.statusListCredential, {headers: {accept: 'application/ld+json, application/json'}})).json();
  if (!list.type.includes('BitstringStatusListCredential')) throw new Error('no list');
  await verifyEmbedded(list);
  await refuses(() => verifyEmbedded({...list, validUntil: '2099-01-01T00:00:00Z'}), 'another time');
  done('@digitalbazaar/vc verifies the status list as JSON');

  for (const cryptosuite of ['eddsa-rdfc-2022', 'eddsa-jcs-2022']) {
    const {id, verifiableCredential} = await issue(root, {cryptosuite});
    await verifyEmbedded(verifiableCredential);
    await refuses(() => verifyEmbedded({...verifiableCredential, name: 'another'}), 'another name');
    done(`@digitalbazaar/vc verifies ${cryptosuite}, and refuses it with another name`);
    await ask('POST', '/credentials/status', {credentialId: id, status: true});
    await refuses(() => verifyEmbedded(verifiableCredential), 'a revocation');
    done('and refuses it once it is revoked');
  }

  const embedded = (await issue(root, {cryptosuite: 'eddsa-rdfc-2022'})).verifiableCredential;
  const enveloped = (await issue(root, {})).verifiableCredential;
  const present = async (verifiableCredential, options) => (await ask('POST', '/presentations/prove', {
    presentation: {'@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'], holder: root, verifiableCredential},
    options: {...options, challenge, domain},
  })).verifiablePresentation;
  const presentation = await present([embedded], {cryptosuite: 'eddsa-rdfc-2022'});
  await verifyPresentation(presentation);
  await refuses(() => verifyPresentation(presentation, 'another challenge'), 'another challenge');
  await refuses(() => verifyPresentation({...presentation, holder: p256}), 'another holder');
  done('@digitalbazaar/vc verifies a presentation for its challenge and domain, and the credential in it, and refuses another challenge or holder');
  const presented = await verifyPresentationToken((await present([enveloped], {})).id.slice('data:application/vp+jwt,'.length));
  await verifyToken(tokenOf(presented.verifiableCredential[0]));
  done('jose verifies a vp+jwt by a key for authentication, and the vc+jwt in it');

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
  stop();
}
