"""A clause library: read from a folder, checked."""

from dlr_docs.files.installation import default_library_path

__all__ = ["default_library_path"]
