package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.HwcapWords;

/**
 * What there is to see of a task. A dead one shows no words.
 *
 * @param stack the words that its program finds on its stack: what libraries and runtimes read
 * @param proc the words of /proc/PID/auxv, read in the program's width
 * @param flag whether its next exec inherits words
 */
public record View(int task, HwcapWords stack, HwcapWords proc, boolean flag, Abi abi) {}
