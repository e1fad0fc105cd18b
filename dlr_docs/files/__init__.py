"""Files on disk: a whole bundle or nothing, never over somebody's edits."""
