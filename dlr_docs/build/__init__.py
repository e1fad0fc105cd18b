"""From choices and a library to documents; ``pipeline`` alone knows the order of the stages."""
