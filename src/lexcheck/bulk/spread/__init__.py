"""Tables on many machines: the facts are split by keys that instances share, and each part judged.

    ruleset -> keys (placing) -> stretches of files, read (splits) -> parts, judged (parts)

A part is judged by the same plans, the same SQL and the same case evaluator as a whole dataset is.
Only `spark` knows Spark; it moves facts as Arrow, and looks into none of them.
"""
