// The peer of `micro di`: node data-integrity.mjs FOLDER [seconds], where FOLDER has peer.mjs and its node_modules and UNTP names the
// published contexts; writes a line each for eddsa-rdfc-2022 and eddsa-jcs-2022, the median of verification in microseconds.
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [folder, seconds = '6'] = process.argv.slice(2);
const peer = await import(pathToFileURL(resolve(folder, 'peer.mjs')));
const run = async (credential, duration) => {
  const times = [];
  for (const start = performance.now(); performance.now() - start < duration;) {
    const one = performance.now();
    await peer.verifyDi(structuredClone(credential));
    times.push(performance.now() - one);
  }
  return times.sort((a, b) => a - b);
};
for (const suite of ['rdfc', 'jcs']) {
  const credential = await peer.issueDi(peer.passport, suite);
  await run(credential, 2000);
  const times = await run(credential, Number(seconds) * 1000);
  console.log((times[times.length >> 1] * 1000).toFixed(1));
}
