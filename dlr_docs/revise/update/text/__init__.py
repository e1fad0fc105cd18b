"""What a document made anew says, block by block, and carried out in XML."""
