"""The meaning of `evaluate`, over tables of millions of rows: what SQL decides, and what it leaves.

    manifest -> tables of facts -> norms lowered to plans -> SQL -> findings, as tables

INVARIANT: a plan decides an instance only where everything that bears on it is known. What is in
doubt, and every construct that has no plan, is judged by the case evaluator on the facts of just
those instances. So what is lowered is a matter of speed, never of the verdict.
"""
