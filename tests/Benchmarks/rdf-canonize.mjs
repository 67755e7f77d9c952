// The peer of `micro rdfc`: node rdf-canonize.mjs FOLDER_WITH_NODE_MODULES DATASET.nq [seconds]; writes the median in microseconds.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';

const [folder, dataset, seconds = '4'] = process.argv.slice(2);
const {NQuads, canonize} = createRequire(resolve(folder, 'package.json'))('rdf-canonize');
const quads = NQuads.parse(readFileSync(dataset, 'utf8'));
const options = {algorithm: 'RDFC-1.0', format: 'application/n-quads', maxWorkFactor: 2};
const run = async (duration) => {
  const times = [];
  for (const start = performance.now(); performance.now() - start < duration;) {
    const one = performance.now();
    await canonize(quads, options);
    times.push(performance.now() - one);
  }
  return times.sort((a, b) => a - b);
};
await run(1500);
const times = await run(Number(seconds) * 1000);
console.log((times[times.length >> 1] * 1000).toFixed(1));
