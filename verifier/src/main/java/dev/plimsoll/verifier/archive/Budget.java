package dev.plimsoll.verifier.archive;

/** What one outermost file has cost so far, against its limits. */
final class Budget {

  private final ArchiveLimits limits;
  private long expanded;
  private long entries;
  private long reports;

  Budget(ArchiveLimits limits) {
    this.limits = limits;
  }

  ArchiveLimits limits() {
    return limits;
  }

  void expand(long bytes) throws BudgetExceeded {
    expanded += bytes;
    if (expanded > limits.expandedBytes()) {
      throw new BudgetExceeded(
          "expands to more than " + limits.expandedBytes() + " bytes; the rest is not read");
    }
  }

  void entry() throws BudgetExceeded {
    entries++;
    if (entries > limits.entries()) {
      throw new BudgetExceeded(
          "has more than " + limits.entries() + " entries; the rest is not read");
    }
  }

  void report() throws BudgetExceeded {
    reports++;
    if (reports > limits.reports()) {
      throw new BudgetExceeded(
          "has more than "
              + limits.reports()
              + " native objects, skipped files and errors; the"
              + " rest is not read");
    }
  }
}
