// What the scripts that start a gateway share: the gateway, asking it, its DIDs over HTTP, and telling what was done.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const key = 'interop-key-that-is-long-enough-00000';

// a gateway of its own data, on a port of its own; `ask` throws for what is no success
export const startGateway = async (program, ...settings) => {
  const data = mkdtempSync(join(tmpdir(), 'interop-'));
  const gateway = spawn('dotnet', [
    program, '--urls=http://127.0.0.1:0', `--Gateway:DataPath=${data}`, `--Gateway:Auth:BootstrapKey=${key}`, ...settings,
  ]);
  gateway.stderr.resume();
  const base = await new Promise((resolve, reject) => {
    let said = '';
    gateway.stdout.on('data', chunk => {
      said += chunk;
      const found = said.match(/^Gateway: (http:\/\/\S+)/m);
      if (found) resolve(found[1]);
    });
    gateway.on('exit', code => reject(new Error(`the gateway ended with ${code}: ${said}`)));
  });
  return {
    base,
    ask: async (method, path, body) => {
      const answer = await fetch(base + path, {
        method,
        headers: {authorization: `Bearer ${key}`, ...(body ? {'content-type': 'application/json'} : {})},
        body: body && JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return {...JSON.parse(text), location: answer.headers.get('location')};
    },
    stop: () => {
      gateway.kill();
      rmSync(data, {recursive: true, force: true});
    },
  };
};

// did:web, as its specification resolves it, but over http
export const resolveDid = async did => {
  const [host, ...path] = did.slice('did:web:'.length).split(':');
  const url = `http://${decodeURIComponent(host)}/${path.length ? path.join('/') : '.well-known'}/did.json`;
  const answer = await fetch(url);
  if (!answer.ok || answer.headers.get('content-type') !== 'application/did+json') throw new Error(`${url}: ${answer.status}`);
  const document = await answer.json();
  if (document.id !== did) throw new Error(`${url} is of ${document.id}`);
  return document;
};

export const findKey = async (keyid, relationship) => {
  const document = await resolveDid(keyid.split('#')[0]);
  if (!document[relationship].includes(keyid)) throw new Error(`${keyid} is not under ${relationship}`);
  return document.verificationMethod.find(method => method.id === keyid).publicKeyJwk;
};

// a credential of the draft's claims, by that issuer
export const draftOf = (draft, issuer) => {
  const credential = {...draft, id: `urn:uuid:${crypto.randomUUID()}`, issuer: {...draft.issuer, id: issuer}};
  delete credential.credentialStatus;
  return credential;
};

let steps = 0;
export const done = what => console.log(`${++steps}  ${what}`);

export const refuses = async (verify, what) => {
  if (await verify().then(() => true, () => false)) throw new Error(`not noticed: ${what}`);
};
