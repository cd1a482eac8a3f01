# Executes itself, and then prints 256 bytes: 0, x1, 0 for the stack pointer, and x3 to x31, as they were before the first
# instruction. Linux leaves them as they were when the program before called execve, but for the call's result.
.option norelax
.globl _start
_start:
  addi sp, sp, -256
  sd zero, 0(sp)
  sd x1, 8(sp)
  sd zero, 16(sp)
  .irp n, 3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
  sd x\n, 8 * \n(sp)
  .endr
  ld t0, 256(sp)
  addi t0, t0, -1
  bnez t0, print
  .irp n, 1,3,4,5,6,7,8,9,13,14,15,16,18,19,20,21,22,23,24,25,26,27,28,29,30,31
  li x\n, 0x1000 + \n
  .endr
  li a7, 221
  la a0, itself
  la a1, arguments
  la a2, variables
  ecall
print:
  li a7, 64
  li a0, 1
  mv a1, sp
  li a2, 256
  ecall
  li a7, 93
  li a0, 0
  ecall
.data
itself:
  .string "/proc/self/exe"
  .balign 8
arguments:
  .dword itself, itself
variables:
  .dword 0
