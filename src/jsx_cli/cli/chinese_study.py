"""What the commands for research say (evaluate, agree, report, export, codebook, code), in Chinese."""

STUDY = {
    "Score the extraction against hand-marked documents.": "用人工标注的文件给提取结果评分。",
    "Score what is extracted from each PATH against the hand-marked documents in GOLD.":
        "用 GOLD 中人工标注的文件，给从每个 PATH 提取的结果评分。",
    "PATH is a document, a result of jsx extract in JSON, or a folder of either; it belongs to the gold document of "
    "the same name. Gold documents that have no PATH count as missed.":
        "PATH 是文件、jsx extract 的 JSON 结果，或存放两者的目录，与 GOLD 中同名的文件对应。"
        "没有对应 PATH 的标注按漏检计算。",
    "table to read, or json.": "table 供阅读，或 json。",
    "Show up to N differences of each type in the table.": "在表中每类最多列出 N 处差异。",
    "Only these documents of GOLD, names with commas between.": "只用 GOLD 中的这些文件，名称之间用逗号分隔。",
    "Score a second time with the rules in DIR, and compare. May be repeated.":
        "再用 DIR 中的规则评一次分并作比较。可重复使用。",
    "How many samples the intervals are worked out from; 0 for none.": "区间估计的抽样次数；0 为不估计。",
    "with {rules}": "使用 {rules}",
    "missed": "漏检", "false alarm": "误检", "wrong fields": "字段有误", "wrong element": "要素有误",
    "elements of the documents right: {right} of {all}": "文件要素正确：{right}/{all}",
    "nothing was given for: {names}": "没有给出结果的文件：{names}",
}  # fmt: skip
