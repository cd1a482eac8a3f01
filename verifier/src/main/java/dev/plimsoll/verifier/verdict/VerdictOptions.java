package dev.plimsoll.verifier.verdict;

import java.time.LocalDate;

/**
 * How to judge.
 *
 * @param today the day against which waivers are held
 */
public record VerdictOptions(LocalDate today, FailOn failOn) {}
