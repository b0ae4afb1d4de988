"""One case judged, with reasons: plain, and the definition of the meaning."""
