"""Legal time: instants on the UTC line, intervals of doubt, periods counted in a zone."""
