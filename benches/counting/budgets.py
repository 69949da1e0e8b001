"""Times one rule of pabutools on one file.

For: benches/counting/budgets.rs. Usage: budgets.py FILE plain|multi SECONDS.
Prints the seconds that the rule took ('none' if it did not finish in time), then the winners' ids, one a
line. 'plain' is the profile as parse_pabulib gives it, 'multi' the same with equal ballots merged (merging
is timed). Ballots that are not approvals are read as approvals of everything they list.
"""

import signal
import sys
import time

from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares


def late(_signal, _frame):
    raise TimeoutError


def main():
    path, kind, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    sys.setrecursionlimit(10_000)
    instance, profile = parse_pabulib(path)
    if not isinstance(profile, ApprovalProfile):
        profile = ApprovalProfile([ApprovalBallot(ballot) for ballot in profile])
    signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    begun = time.process_time()
    try:
        if kind == "multi":
            profile = profile.as_multiprofile()
        winners = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=1)
    except TimeoutError:
        print("none")
        return
    print(time.process_time() - begun)
    for name in sorted(project.name for project in winners):
        print(name)


main()
