// Floating-point work in code that V8 has optimised; under steps only what is between the marks is stepped.
function work(n) {
  let sum = 0.5;
  for (let i = 1; i < n; i++) {
    sum = sum * 1.0000001 + Math.floor(i / sum) + (Math.clz32(i) >> 1);
  }
  return sum;
}
let total = 0;
for (let i = 0; i < 3000; i++) {
  total += work(1000);
}
const mark = (signal) => process.env.STEPS_FROM_MARK && process.kill(process.pid, signal);
mark('SIGUSR1');
total += work(200);
mark('SIGUSR2');
console.log('done', total > 0);
