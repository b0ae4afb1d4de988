"""The order of the stages, and the only room that opens files.

    bytes -> text -> syntax -> names and types -> norms      a ruleset    (`library`)
    bytes -> text -> tree -> facts, by its vocabulary        a case       (`library`)
    norms + facts -> verdicts                                a run        (`runs`)

Stages return what they made with diagnostics; here, and only here, diagnostics become exceptions.
"""
