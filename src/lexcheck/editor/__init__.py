"""What an editor asks of rulesets: names, types, what may come next; the server that answers."""
