# prints 16 bytes: the raw values of AT_HWCAP and AT_HWCAP2 found on the stack
.globl _start
_start:
  mov (%rsp), %rcx
  lea 16(%rsp,%rcx,8), %rsi
1: lodsq
  test %rax,%rax
  jnz 1b
  sub $16,%rsp
2: lodsq
  mov %rax,%rdx
  lodsq
  cmp $16,%rdx
  jne 3f
  mov %rax,(%rsp)
3: cmp $26,%rdx
  jne 4f
  mov %rax,8(%rsp)
4: test %rdx,%rdx
  jnz 2b
  mov $1,%eax
  mov $1,%edi
  mov %rsp,%rsi
  mov $16,%edx
  syscall
  mov $60,%eax
  xor %edi,%edi
  syscall
