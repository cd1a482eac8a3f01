#!/usr/bin/perl
# at-exec.pl WHAT COUNT FOLDER: COUNT programs to which something happens while they are executed. Says what should not have become of
# one. Programs that run for long write what ld.so shows of their words into FOLDER.
use strict;
use warnings;
no warnings 'exec';
use POSIX qw(:sys_wait_h :signal_h);
use Time::HiRes qw(usleep);

my ($what, $count, $folder) = @ARGV;

# Starts a program that says its words and stays, after something done in its process.
sub start {
  my ($number, $before) = @_;
  my $pid = fork() // die "fork: $!";
  if ($pid == 0) {
    open(STDOUT, '>', "$folder/$number") or die;
    # First: what another thread executes meanwhile would miss the variable while it is set again.
    $ENV{LD_SHOW_AUXV} = 1;
    $before->();
    exec 'sleep', '1000';
    print STDERR "$number: $!\n";
    POSIX::_exit(9);
  }
  return $pid;
}

sub runs {
  my ($number, $pid) = @_;
  for (1 .. 20000) {
    return 1 if -s "$folder/$number";
    return 0 if defined($pid) && waitpid($pid, WNOHANG) == $pid;
    usleep(1000);
  }
  return 0;
}

sub ended {
  my ($pid, $signal) = @_;
  kill($signal, $pid);
  waitpid($pid, 0);
  return WIFSIGNALED($?) ? WTERMSIG($?) : -1;
}

sub stopped {
  my ($pid) = @_;
  return waitpid($pid, WUNTRACED) == $pid && WIFSTOPPED(${^CHILD_ERROR_NATIVE}) && WSTOPSIG(${^CHILD_ERROR_NATIVE}) == SIGSTOP;
}

my %cases = (
  # A stop is a stop, wherever it comes, and ends by SIGCONT.
  stop => sub {
    my ($number) = @_;
    my $pid = start($number, sub { });
    for (1 .. 3) {
      usleep(int(rand(1500)));
      kill('STOP', $pid);
      stopped($pid) or print "$number: lost a stop\n";
      kill('CONT', $pid);
    }
    runs($number) or print "$number: does not go on\n";
    ended($pid, 'TERM') == SIGTERM or print "$number: ended by another signal\n";
  },
  # Many stops and goes at once: the last one counts.
  storm => sub {
    my ($number) = @_;
    my $pid = start($number, sub { });
    for (1 .. int(rand(60))) {
      kill(rand() < 0.5 ? 'STOP' : 'CONT', $pid);
    }
    kill('CONT', $pid);
    runs($number) or print "$number: does not go on\n";
    ended($pid, 'TERM') == SIGTERM or print "$number: ended by another signal\n";
  },
  # A signal is seen once: by the handler before exec or by the program, which has none and dies.
  signal => sub {
    my ($number) = @_;
    pipe(my $reads, my $writes) or die;
    my $pid = start($number, sub {
      POSIX::sigaction(SIGUSR1, POSIX::SigAction->new(sub { syswrite($writes, 'h') }, undef, SA_RESTART));
    });
    close($writes);
    usleep(int(rand(1500)));
    kill('USR1', $pid);
    my $isKilled = 0;
    until (-s "$folder/$number" || $isKilled) {
      $isKilled = waitpid($pid, WNOHANG) == $pid;
      usleep(200);
    }
    # It may have started to run and yet have to see the signal.
    my $ending = $isKilled ? $? & 127 : ended($pid, 'TERM');
    my $isHandled = sysread($reads, my $byte, 8) // 0;
    ($isHandled == 0) == ($ending == SIGUSR1) && $isHandled < 2
      or print "$number: handled $isHandled times and ended by $ending\n";
  },
  # What is blocked at exec waits for the program: there once, with who sent it.
  blocked => sub {
    my ($number) = @_;
    my $pid = fork() // die "fork: $!";
    if ($pid == 0) {
      my $set = POSIX::SigSet->new(SIGUSR1, SIGTRAP);
      POSIX::sigprocmask(SIG_BLOCK, $set);
      kill('USR1', $$);
      kill('TRAP', $$);
      exec $^X, '-e', 'use POSIX; my %seen; my $set = POSIX::SigSet->new(SIGUSR1, SIGTRAP);
        for my $signal ("USR1", "TRAP") {
          POSIX::sigaction(POSIX->can("SIG$signal")->(), POSIX::SigAction->new(sub { $seen{$signal} .= $_[1]->{pid} }, undef, POSIX::SA_SIGINFO));
        }
        my $before = join ",", %seen;
        POSIX::sigprocmask(SIG_UNBLOCK, $set);
        exit($before eq "" && $seen{USR1} eq $$ && $seen{TRAP} eq $$ ? 0 : 1)';
    }
    waitpid($pid, 0);
    $? == 0 or print "$number: status $?\n";
  },
  # Who is killed is gone.
  kill => sub {
    my ($number) = @_;
    my $pid = start($number, sub { });
    usleep(int(rand(1500)));
    ended($pid, 'KILL') == SIGKILL or print "$number: ended by another signal\n";
  },
  # Two threads execute at once, or three: one program is what becomes of them.
  threads => sub {
    my ($number) = @_;
    require threads;
    my $pid = start($number, sub {
      for (1 .. 1 + $number % 2) {
        # Once one executes there are no more threads to be had.
        no warnings 'threads';
        eval { threads->create(sub { exec 'sleep', '1000' }) };
      }
    });
    runs($number, $pid) or print "$number: nothing runs, $?\n";
    ended($pid, 'TERM') == SIGTERM or print "$number: ended by another signal\n";
  },
);

srand(20261122);
for my $number (1 .. $count) {
  $cases{$what}->($number);
}
