"""Times the groups of one conversation: red-dwarf and numpy + scikit-learn.

For: benches/counting/opinion.rs. Usage: opinion.py FOLDER (a Polis export), or opinion.py PEOPLE STATEMENTS
(votes made up as in opinion.rs). Prints a line for each: name, seconds (the best of several runs), adjusted
Rand index to the published groups ('none' where there are none). Reading files is not timed. A reference that
is not installed prints nothing.
"""

import csv
import sys
import time

RUNS = 5


def export(folder):
    """Last votes as {(person, statement): vote}, statements taken out, published groups."""
    with open(f"{folder}/comments.csv", encoding="utf-8-sig") as file:
        out = {int(row["comment-id"]) for row in csv.DictReader(file) if row["moderated"] == "-1"}
    with open(f"{folder}/votes.csv", encoding="utf-8-sig") as file:
        votes = {(int(row["voter-id"]), int(row["comment-id"])): int(row["vote"]) for row in csv.DictReader(file)}
    with open(f"{folder}/participants-votes.csv", encoding="utf-8-sig") as file:
        groups = {int(row["participant"]): int(row["group-id"]) for row in csv.DictReader(file) if row["group-id"]}
    return votes, out, groups


def made_up(people, statements):
    """Two camps; the same numbers as made_up in opinion.rs."""
    votes, state = {}, 1
    for person in range(people):
        for statement in range(statements):
            state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
            dice = (state >> 33) % 10
            side = 1 if (person % 3 == 0) == (statement % 2 == 0) else -1
            if dice:
                votes[person, statement] = 0 if dice == 1 else side if dice > 3 else -side
    return votes, set(), {person: int(person % 3 == 0) for person in range(people)}


def best(run):
    seconds, result = [], None
    for _ in range(RUNS):
        begun = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - begun)
    return min(seconds), result


def say(name, run, groups):
    from sklearn.metrics import adjusted_rand_score

    seconds, found = best(run)
    both = [(found[person], group) for person, group in groups.items() if person in found]
    rand = adjusted_rand_score(*zip(*both)) if both else "none"
    print(name, seconds, rand, flush=True)


def red_dwarf(votes, out):
    from reddwarf.implementations.polis import run_clustering

    rows = [
        {"participant_id": person, "statement_id": statement, "vote": vote, "modified": 0}
        for (person, statement), vote in votes.items()
    ]

    def run():
        found = run_clustering(votes=rows, mod_out_statement_ids=sorted(out), random_state=1)
        labels = found.participants_df["cluster_id"].dropna()
        return {int(person): int(label) for person, label in labels.items()}

    return run


def scikit(votes, out):
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA
    from sklearn.metrics import silhouette_score

    def run():
        people = sorted({person for person, _ in votes})
        columns = {statement: at for at, statement in enumerate(sorted({statement for _, statement in votes}))}
        rows = {person: at for at, person in enumerate(people)}
        table = np.full((len(rows), len(columns)), np.nan)
        for (person, statement), vote in votes.items():
            table[rows[person], columns[statement]] = vote
        counted = (~np.isnan(table)).sum(1) >= min(7, len(columns))
        table[:, [columns[statement] for statement in out if statement in columns]] = 0
        means = np.nanmean(table, axis=0)
        plane = PCA(2, random_state=1).fit(np.where(np.isnan(table), means, table))
        answered = (~np.isnan(table)).sum(1)
        places = np.nan_to_num(table - means) @ plane.components_.T * np.sqrt(len(columns) / answered)[:, None]
        places = places[counted]
        tried = [KMeans(k, n_init=10, random_state=1).fit(places).labels_ for k in range(2, 6)]
        labels = max(tried, key=lambda labels: silhouette_score(places, labels))
        return dict(zip((person for person, counts in zip(people, counted) if counts), labels.tolist()))

    return run


def main():
    if len(sys.argv) == 2:
        votes, out, groups = export(sys.argv[1])
    else:
        votes, out, groups = made_up(int(sys.argv[1]), int(sys.argv[2]))
    for name, made in (("red-dwarf", red_dwarf), ("numpy+scikit-learn", scikit)):
        try:
            run = made(votes, out)
        except ImportError:
            continue
        say(name, run, groups)


main()
