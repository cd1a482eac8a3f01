// prints 16 bytes: the raw values of AT_HWCAP and AT_HWCAP2 found on the stack
.globl _start
_start:
  ldr x0, [sp]
  add x1, sp, x0, lsl 3
  add x1, x1, 16
1: ldr x0, [x1], 8
  cbnz x0, 1b
  stp xzr, xzr, [sp, -16]!
2: ldp x2, x3, [x1], 16
  cmp x2, 16
  b.ne 3f
  str x3, [sp]
3: cmp x2, 26
  b.ne 4f
  str x3, [sp, 8]
4: cbnz x2, 2b
  mov x8, 64
  mov x0, 1
  mov x1, sp
  mov x2, 16
  svc 0
  mov x8, 93
  mov x0, 0
  svc 0
