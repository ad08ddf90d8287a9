"""dwexport turns an archive of Chinese-language news articles into books."""

__version__ = "0.1.0"
