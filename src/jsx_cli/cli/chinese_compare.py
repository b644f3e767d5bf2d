"""What `jsx compare` and `jsx diff` say, in Chinese."""

COMPARE = {
    "Compare several documents, or hold them against an upper plan.": "比较多份文件，或与上级方案对照。",
    "Compare documents: their indicators, measures, bodies in charge, deadlines, and the text that they share.":
        "比较文件的指标、措施、责任单位、时限，以及相同的文字。",
    "With --against, each is held against an upper plan: what it carries out, more or less strictly, leaves out, and "
    "adds. A document that cannot be read is named on standard error and passed over, and the exit code is 2 in the "
    "end.":
        "使用 --against 时，把每份文件与上级方案对照：落实了什么、更严还是更宽、缺少什么、新增什么。"
        "无法读取的文件会在标准错误中指出并跳过，最后的退出码为 2。",
    "The upper plan that each document is held against.": "与各份文件对照的上级方案。",
    "What a column of the tables stands for.": "表格的一列代表什么：文件、地区、层级、年份或发文机关。",
    "Only measures of this topic, and the facts in them.": "只比较这一主题的措施及其中的事实。",
    "One table only, for table, csv and markdown.": "只输出一张表（用于 table、csv、markdown）。",
    "table to read, json, html with filters and charts, xlsx with a sheet a table, csv (a folder, or one table with "
    "--view), markdown, or graphml of who copied from whom. When not given: what the name of FILE says, else table on "
    "a terminal and json elsewhere.":
        "table 供阅读；json；html 带筛选和图表；xlsx 每张表一个工作表；csv（一个目录，或用 --view 输出一张表）；"
        "markdown；graphml 为文本扩散网络。未指定时看 FILE 的名称；否则终端上为 table，其他为 json。",
    "Show what changed between two versions of a document.": "比较一份文件的两个版本。",
    "Show what changed: facts first, then items that were changed, moved, renumbered, split, merged, added, dropped.":
        "列出变化：先是事实，再是修改、移位、改号、拆分、合并、新增、删除的条目。",
    "The exit code is 1 where anything differs, 0 where nothing does.": "有不同时退出码为 1，没有不同时为 0。",
    "table to read, json, html with the changes marked, markdown, csv or xlsx. When not given: what the name of the "
    "output ends with; table on a terminal, else json.":
        "table 供阅读；json；html 标出变化；markdown、csv 或 xlsx。"
        "未指定时看输出文件的扩展名；否则终端上为 table，其他为 json。",
    "csv is several tables; name a folder with -o, or one table with --view":
        "csv 有多张表；请用 -o 指定目录，或用 --view 只输出一张表",
}  # fmt: skip

COMPARE_BELOW = {
    "there is nothing to compare; name at least two different documents": "没有可比较的；请给出至少两份不同的文件",
    "no measure of these documents has the topic {topic}; their topics are: {known}":
        "这些文件中没有主题为 {topic} 的措施；现有主题：{known}",
}  # fmt: skip
