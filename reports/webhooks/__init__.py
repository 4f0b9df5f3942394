"""Other systems hear of what happened: signed, at least once, tried again across restarts.

What happened is read off the history and the schedule's notices, so that an act needs to know nothing of it.
Each message is a row of the schedule's store before it is sent, with an id that stays the same however often
it is sent. Headers and signature are those of Standard Webhooks (standardwebhooks.com).
"""
