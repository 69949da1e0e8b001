-- Why: a poll has a window of its own. A second one among the dates of its project opened and closed
-- nothing, so a page could say that voting was over while ballots were taken.

DELETE FROM phase WHERE kind = 'poll';
