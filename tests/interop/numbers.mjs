// Compares lines "bits, JCS text, xsd:double text" with what ECMAScript writes: RFC 8785 is its Number::toString, and JSON-LD 1.1 API
// clause 8.6 its toExponential(15) without superfluous zeros. From the project's root:
//   dotnet run -c Release --project tests/Benchmarks -- numbers 10000000 | node tests/interop/numbers.mjs
import {createInterface} from 'node:readline';

const view = new DataView(new ArrayBuffer(8));
let compared = 0, subnormal = 0, wrong = 0;
for await (const line of createInterface({input: process.stdin})) {
  const [bits, jcs, xsd] = line.split(' ');
  view.setUint32(0, parseInt(bits.slice(0, 8), 16));
  view.setUint32(4, parseInt(bits.slice(8), 16));
  const value = view.getFloat64(0);
  const expected = value.toExponential(15).replace(/(\d)0*e\+?/, '$1E');
  compared++;
  subnormal += value !== 0 && Math.abs(value) < 2.2250738585072014e-308;
  if (jcs !== String(value) || xsd !== expected) {
    if (wrong++ < 20) console.log(`${bits}: ${jcs} ${xsd}, ECMAScript has ${value} ${expected}`);
  }
}
console.log(`${compared} numbers compared, ${subnormal} subnormal, ${wrong} different`);
process.exit(wrong || !compared ? 1 : 0);
