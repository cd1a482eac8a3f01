// Two seconds of what Node chooses code by features for; then says so and waits for the end of its input.
const crypto = require('crypto');
const zlib = require('zlib');

const end = Date.now() + 2000;
const data = Buffer.alloc(1 << 16, 'aé漢');
const key = crypto.randomBytes(16);
let sum = 0;
while (Date.now() < end) {
  const text = data.toString('utf8') + 'ä';
  sum += Buffer.from(text, 'utf8').length + Buffer.from(data.toString('base64'), 'base64').length + Buffer.byteLength(text) + data.indexOf('zz');
  sum += Buffer.from(text, 'utf16le').toString('utf16le').length + JSON.parse(JSON.stringify({ text })).text.length;
  for (const name of ['sha1', 'sha256', 'sha512']) {
    sum += crypto.createHash(name).update(data).digest()[0];
  }
  sum += crypto.createCipheriv('aes-128-gcm', key, Buffer.alloc(12)).update(data)[0];
  const reals = new Float64Array(4096).map((_, i) => Math.sqrt(i) * 1.5);
  sum += reals.sort()[7] + zlib.deflateSync(data).length;
}
console.log('done', sum > 0);
process.stdin.resume();
