.globl _start
_start:
  mov (%esp), %ecx
  lea 8(%esp,%ecx,4), %esi
1: lodsl
  test %eax,%eax
  jnz 1b
  sub $8,%esp
2: lodsl
  mov %eax,%edx
  lodsl
  cmp $16,%edx
  jne 3f
  mov %eax,(%esp)
3: cmp $26,%edx
  jne 4f
  mov %eax,4(%esp)
4: test %edx,%edx
  jnz 2b
  mov $4,%eax
  mov $1,%ebx
  mov %esp,%ecx
  mov $8,%edx
  int $0x80
  mov $1,%eax
  xor %ebx,%ebx
  int $0x80
