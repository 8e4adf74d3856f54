"""Published results, made again with the product's own code: ``blocform reproduce``."""
