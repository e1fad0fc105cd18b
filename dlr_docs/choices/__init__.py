"""The choice file: read, judged, and made anew."""
