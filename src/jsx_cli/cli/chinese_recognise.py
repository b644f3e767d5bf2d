"""What `jsx recognise` says, in Chinese."""

RECOGNISE = {
    "Print what the recognisers see in a phrase.": "显示识别器在一段文字中看到的数值、日期、期限和文号。",
    "Print the numbers, ratios, sums, quantities, dates, durations and document numbers of TEXT as a JSON list.":
        "以 JSON 列表显示 TEXT 中的数、比例、金额、数量、日期、期限和发文字号。",
    "TEXT may be - for standard input. Traditional and full-width characters are read as well.":
        "TEXT 为 - 时读取标准输入。繁体字和全角字符同样识别。",
    "The day that relative dates count from; they stay open without one.": "相对日期的起算日；未指定时相对日期留空。",
    "--date {day}: not a day; write it as 2022-05-25": "--date {day}：不是日期；请写成 2022-05-25",
}  # fmt: skip
