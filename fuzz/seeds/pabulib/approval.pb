META
key;value
description;Small
budget;100.50
vote_type;approval
num_projects;2
num_votes;3
rule;greedy
PROJECTS
project_id;cost;votes;name;selected
1;50.5;1;"Lamps; benches";1
2;20;2;Trees;0
VOTES
voter_id;vote;weight
7;1,2;1.5
8;2;0
9;;
