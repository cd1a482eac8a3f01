#!/usr/bin/perl
# trees.pl SEED COUNT LOG: starts COUNT random trees of short processes, one after another, and kills at random in them. Programs of the
# trees append what ld.so shows of their words to LOG. At last all of a tree are killed.
use strict;
use warnings;
no warnings 'exec';
use POSIX ();
use Time::HiRes qw(usleep);

my ($seed, $count, $log) = @ARGV;
my $show = "LD_SHOW_AUXV=1 /bin/true >> $log 2>/dev/null";
my @programs = (
  ['/bin/true'],
  ['/bin/sh', '-c', $show],
  ['/bin/sh', '-c', "exec env $show"],
  ['/bin/sh', '-c', "/bin/sh -c '$show' & /bin/sh -c '$show'; wait"],
  ['/bin/sh', '-c', "($show &) ; exec /bin/true"],
  ['/bin/sh', '-c', "/bin/true | /bin/sh -c '$show' | cat"],
  ['/bin/sh', '-c', 'kill -STOP $$; exec /bin/true'],
  ['/no/such/program'],
  ['/bin/sleep', '0.02'],
);
my @signals = qw(KILL KILL KILL TERM INT STOP CONT HUP);

# A process of a tree: has some children, then executes something or ends.
sub grow {
  my ($depth, $random) = @_;
  srand($random);
  for my $child (1 .. int(rand(3))) {
    my $next = int(rand(1 << 30));
    last if $depth >= 3;
    my $pid = fork() // last;
    grow($depth + 1, $next) if $pid == 0;
    kill($signals[int(rand(@signals))], $pid) if rand() < 0.4;
    waitpid($pid, POSIX::WNOHANG) if rand() < 0.5;
  }
  usleep(int(rand(2000)));
  if (rand() < 0.9) {
    exec { $_->[0] } @$_ for $programs[int(rand(@programs))];
  }
  POSIX::_exit(int(rand(5)));
}

srand($seed);
for my $tree (1 .. $count) {
  my $next = int(rand(1 << 30));
  my $wait = int(rand(6000));
  my $first = $signals[int(rand(@signals))];
  my $root = fork() // die "fork: $!";
  if ($root == 0) {
    setpgrp(0, 0);
    grow(0, $next);
  }
  setpgrp($root, $root);
  # Some trees are let grow, for on a slow machine the others are felled before they bear anything.
  if ($tree % 4 == 0) {
    for (1 .. 300) {
      last if waitpid($root, POSIX::WNOHANG) == $root;
      usleep(1000);
    }
  }
  usleep($wait);
  kill($first, -$root);
  usleep(int($wait / 4));
  kill('KILL', -$root);
  waitpid($root, 0);
}
