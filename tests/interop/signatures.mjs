// Starts a gateway and plays a recipient and a sender beside it, with two other implementations of RFC 9421: they verify what the gateway
// posts, finding its key by DID; the gateway takes what they sign, answers a receipt that jose verifies, and lets the recipient follow.
// From the project's root, with Node 20 or newer:
//   npm ci --prefix tests/interop
//   node tests/interop/signatures.mjs GATEWAY.dll DRAFT.json
import {createHash, createPublicKey, webcrypto} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {createSignature, verifySignature, webcrypto as providers} from 'http-message-sig';
import * as signatures from 'http-message-signatures';
import * as jose from 'jose';
import {done, draftOf, findKey, refuses, startGateway} from './gateway.mjs';

const [program, draftFile] = process.argv.slice(2);
const covered = ['@method', '@target-uri', '@authority', 'content-digest', 'content-type', 'webhook-id', 'webhook-timestamp'];
const pair = await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
const publicKeyJwk = (({kty, crv, x}) => ({kty, crv, x}))(await webcrypto.subtle.exportKey('jwk', pair.publicKey));

// the recipient: its DID document, and an inbox that keeps what arrives
let did;
const arrivals = [];
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk)).on('end', () => {
    if (request.url === '/recipient/did.json') {
      response.setHeader('content-type', 'application/did+json');
      response.end(JSON.stringify({
        '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
        id: did,
        verificationMethod: [{id: `${did}#key-1`, type: 'JsonWebKey', controller: did, publicKeyJwk}],
        authentication: [`${did}#key-1`],
        service: [{id: `${did}#inbox`, type: 'CredentialInbox', serviceEndpoint: `${home}/recipient/inbox?from=gateway`}],
      }));
      return;
    }
    arrivals.push({method: request.method, url: home + request.url, headers: request.headers, raw: request.rawHeaders, body: Buffer.concat(chunks)});
    response.statusCode = 204;
    response.end();
  });
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const home = `http://127.0.0.1:${server.address().port}`;
did = `did:web:127.0.0.1%3A${server.address().port}:recipient`;

const {ask, base, stop} = await startGateway(program, '--Gateway:Outbound:AllowLoopback=true');

const fieldsOf = raw => raw.flatMap((name, i) => i % 2 ? [] : [{name: name.toLowerCase(), value: raw[i + 1]}]);
const verifyFirst = async arrival => verifySignature(
  {kind: 'request', method: arrival.method, targetUri: arrival.url, fields: arrival.fields ?? fieldsOf(arrival.raw)},
  {
    policy: {algorithms: ['ed25519'], requiredComponents: covered, requiredParameters: ['created', 'keyid', 'alg'], maxAge: 300, clockSkew: 5},
    resolveVerifier: async candidate => providers.verifier(
      await webcrypto.subtle.importKey('jwk', await findKey(candidate.parameters.keyid, 'authentication'), 'Ed25519', true, ['verify'])),
  });
const verifySecond = async arrival => {
  const held = await signatures.httpbis.verifyMessage({
    requiredFields: covered,
    requiredParams: ['created', 'keyid', 'alg'],
    maxAge: 300,
    keyLookup: async ({keyid}) => {
      const jwk = await findKey(keyid, 'authentication');
      return {id: keyid, algs: ['ed25519'], verify: signatures.createVerifier(createPublicKey({key: jwk, format: 'jwk'}), 'ed25519')};
    },
  }, {method: arrival.method, url: arrival.url, headers: arrival.headers});
  if (held !== true) throw new Error('not verified');
};
const sign = async (method, url, body, components, more = {}) => {
  const headers = body === undefined ? {} : {
    'content-type': 'application/vc+jwt',
    'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
    'webhook-id': 'from-another-implementation',
    'webhook-timestamp': `${Math.floor(Date.now() / 1000)}`,
  };
  const {signature, signatureInput} = await createSignature(
    {kind: 'request', method, targetUri: url, fields: Object.entries(headers).map(([name, value]) => ({name, value}))},
    {
      label: 'their-label',
      components,
      parameters: {created: Math.floor(Date.now() / 1000), alg: 'ed25519', keyid: `${did}#key-1`, nonce: 'a "quoted" nonce', ...more},
      signer: providers.signer(pair.privateKey),
    });
  return fetch(url, {method, body, headers: {...headers, signature, 'signature-input': signatureInput}});
};

try {
  const issuer = (await ask('GET', '/dids')).items[0].did;
  const credential = draftOf(JSON.parse(readFileSync(draftFile, 'utf8')), issuer);
  const {location} = await ask('POST', `/credentials/issue?publish=true&to=${encodeURIComponent(did)}`, {credential});
  for (let i = 0; i < 200 && arrivals.length === 0; i++) await new Promise(resolve => setTimeout(resolve, 50));
  const [arrival] = arrivals;
  if (!arrival) throw new Error('nothing was delivered');

  const {parameters} = await verifyFirst(arrival);
  if (parameters.keyid.split('#')[0] !== issuer) throw new Error('another sender');
  await verifySecond(arrival);
  if (arrival.headers['content-digest'] !== `sha-256=:${createHash('sha256').update(arrival.body).digest('base64')}:`) throw new Error('digest');
  done('http-message-sig and http-message-signatures verify a delivery, its key found by DID');
  for (const [name, change] of [
    ['webhook-id', {fields: fieldsOf(arrival.raw).map(f => f.name === 'webhook-id' ? {...f, value: 'x'} : f), headers: {...arrival.headers, 'webhook-id': 'x'}}],
    ['@target-uri', {url: arrival.url + '&more'}],
    ['@method', {method: 'PUT'}],
  ]) {
    await refuses(() => verifyFirst({...arrival, ...change}), name);
    await refuses(() => verifySecond({...arrival, ...change}), name);
  }
  done('and refuse it with another id, target or method');

  const inbox = `${base}/inbox`;
  const refused = await sign('POST', inbox, arrival.body, covered);
  if (refused.status !== 403) throw new Error(`not accepted: ${refused.status}`);
  await ask('PUT', '/policy', {acceptFrom: [did]});
  const taken = await sign('POST', inbox, arrival.body, covered);
  const receipt = await taken.text();
  if (taken.status !== 200) throw new Error(`${taken.status} ${receipt}`);
  const {kid} = jose.decodeProtectedHeader(receipt);
  const {payload, protectedHeader} = await jose.compactVerify(receipt, await jose.importJWK(await findKey(kid, 'assertionMethod'), 'EdDSA'));
  const claims = JSON.parse(new TextDecoder().decode(payload));
  if (protectedHeader.typ !== 'credential-receipt+jwt' || claims.iss !== issuer || kid.split('#')[0] !== issuer
    || claims.webhookId !== 'from-another-implementation' || claims.digest !== arrival.headers['content-digest'] || claims.verdict !== 'verified') {
    throw new Error(`receipt: ${JSON.stringify(claims)}`);
  }
  done('the inbox takes what http-message-sig signed, and jose verifies its receipt');
  const stale = await sign('POST', inbox, arrival.body, covered, {created: Math.floor(Date.now() / 1000) - 400});
  if (stale.status !== 401) throw new Error(`stale: ${stale.status}`);
  done('and refuses what was signed too long ago');

  const followed = await sign('GET', location, undefined, ['@method', '@target-uri']);
  if (followed.status !== 200 || Buffer.compare(Buffer.from(await followed.arrayBuffer()), arrival.body) !== 0) throw new Error(`follow: ${followed.status}`);
  if ((await fetch(location)).status !== 404) throw new Error('anybody may read it');
  done('the recipient reads the credential by a request that http-message-sig signed, and nobody else');
} finally {
  stop();
  server.close();
  server.closeAllConnections();
}
