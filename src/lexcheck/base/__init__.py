"""The ground floor: text and its positions, diagnostics, legal time, territories, exact bounds."""
