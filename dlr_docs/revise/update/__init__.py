"""A document made anew, with what people did in it."""
