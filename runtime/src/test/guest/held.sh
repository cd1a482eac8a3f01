# For the first process of a guest: runs programs with and without a supervisor and prints what they say, each between
# "@begin NAME" and "@end NAME STATUS". $java is the JVM that supervises.

block() { # NAME COMMAND…
  name=$1
  shift
  ("$@") > /tmp/out 2>&1 < /dev/null
  status=$?
  echo "@begin $name"
  cat /tmp/out
  echo "@end $name $status"
}

all_but() { # BIT: a mask without it
  printf '0x%x' $((0xffffffff & ~$1))
}

plan() { # MECHANISM LINE…
  printf 'plimsoll-hold 1\nmechanism %s\non-loss kill\n' "$1"
  shift
  printf '%s\n' "$@"
}

supervised() { # PLAN COMMAND…: instead of this shell
  plan=$1
  shift
  exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/opt/plimsoll/*' dev.plimsoll.runtime.enforce.SupervisorMain --report=/tmp/report "$plan" -- "$@"
}

held() { # NAME PLAN COMMAND…
  held=$1
  shift
  rm -f /tmp/report
  block "$held" supervised "$@"
  block "$held.report" cat /tmp/report
}

terminated() { # PLAN: a supervisor that gets SIGTERM
  rm -f /tmp/ready
  supervised "$1" /bin/sh -c 'trap "echo the child got SIGTERM; exit 9" TERM; : > /tmp/ready; while :; do sleep 0.1; done' &
  while [ ! -e /tmp/ready ]; do sleep 0.1; done
  kill -TERM $!
  wait $!
}
