"""What every engine must say: verdicts, findings and their explanations."""
