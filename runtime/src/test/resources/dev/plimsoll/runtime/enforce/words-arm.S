@ prints 8 bytes: the raw values of AT_HWCAP and AT_HWCAP2 found on the stack
.globl _start
_start:
  ldr r0, [sp]
  add r1, sp, r0, lsl #2
  add r1, r1, #8
1: ldr r0, [r1], #4
  cmp r0, #0
  bne 1b
  mov r4, #0
  mov r5, #0
2: ldr r2, [r1], #4
  ldr r3, [r1], #4
  cmp r2, #16
  moveq r4, r3
  cmp r2, #26
  moveq r5, r3
  cmp r2, #0
  bne 2b
  push {r4, r5}
  mov r7, #4
  mov r0, #1
  mov r1, sp
  mov r2, #8
  svc #0
  mov r7, #1
  mov r0, #0
  svc #0
