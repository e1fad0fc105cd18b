"""Commands about documents that come back: compared, made anew, and read into a choice file."""
