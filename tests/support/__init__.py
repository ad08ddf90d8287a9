"""What tests share: made-up articles, books, archives, servers, and their readers."""
