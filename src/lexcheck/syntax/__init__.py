"""Text to abstract syntax and back. The only room that knows Lark."""
