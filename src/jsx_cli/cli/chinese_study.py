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
    "table to read, json, or html with every difference.": "table 供阅读；json；或列出每处差异的 html。",
    # recognise
    "Print the numbers, dates and document numbers of a phrase.": "显示短语中的数值、日期和发文字号。",
    "Print what the recognisers see in TEXT, as a JSON list in order of position.":
        "按位置顺序，以 JSON 列表显示在 TEXT 中识别到的内容。",
    "TEXT may be - for standard input.": "TEXT 为 - 时读取标准输入。",
    "The day from which relative dates count: 2019-01-22.": "推算相对日期的基准日：2019-01-22。",
    "{day} is no date; write it as 2019-01-22": "{day} 不是日期；请写成 2019-01-22",
    # code
    "Code documents by a scheme of variables, such as policy instruments or a PMC index.":
        "按变量表给文件编码，如政策工具或 PMC 指数。",
    "Say for each document which variables of a scheme it has, how often, and by which words.":
        "逐份指出文件具有变量表中的哪些变量、各出现几次、依据哪些词句。",
    "A scheme is a YAML file of groups of variables, each with its words. Copy one of ours and change it.":
        "变量表是 YAML 文件，分组列出变量及其词语。可复制自带的变量表再修改。",
    "instruments, pmc, or the path of a scheme of your own (YAML).": "instruments、pmc，或自己的变量表（YAML）的路径。",
    "For csv: codes (0 and 1), counts, or evidence with the words behind each cell.":
        "用于 csv：codes（0 和 1）、counts（次数），或 evidence（每格所依据的词句）。",
    "csv with one table, xlsx or json with all; by the name of FILE when not given, else csv.":
        "csv 含一张表，xlsx 和 json 含全部；未指定时由 FILE 的名称决定，否则为 csv。",
    # export, agree
    "Write pre-annotations for Label Studio, doccano or brat.": "为 Label Studio、doccano 或 brat 生成预标注。",
    "Write the facts of each document as annotations that a person corrects.":
        "把每份文件的事实写成预标注，供人工修改。",
    "What the program exports afterwards is gold for jsx evaluate and jsx agree.":
        "修改后从标注软件导出的结果，可作为 jsx evaluate 和 jsx agree 的人工标注。",
    "The program that annotates; jsonl is our own form of gold.": "标注软件；jsonl 为本程序自己的标注格式。",
    "The folder that the files go to; it is made when it is not there.": "存放文件的目录；不存在时新建。",
    "{count} files are in {path}": "{count} 个文件已写入 {path}",
    "Measure how far two annotators agree.": "计算两位标注者的一致程度。",
    "Compare two sets of hand-marked documents: F1 and Krippendorff's alpha for each type of fact.":
        "比较两份人工标注：每类事实的 F1 和 Krippendorff's alpha。",
    "GOLD and OTHER are each a file or a folder of gold, in any form that jsx evaluate takes.":
        "GOLD 和 OTHER 是标注文件或目录，格式与 jsx evaluate 所接受的相同。",
    "Show up to N differences of each type in the table.": "在表中每类最多列出 N 处差异。",
    "Only these documents of GOLD, names with commas between.": "只用 GOLD 中的这些文件，名称之间用逗号分隔。",
    "Score a second time with the rules in DIR, and compare. May be repeated.":
        "再用 DIR 中的规则评一次分并作比较。可重复使用。",
    "How many samples the intervals are worked out from; 0 for none.": "区间估计的抽样次数；0 为不估计。",
    "with {rules}": "使用 {rules}",
    "missed": "漏检", "false alarm": "误检", "wrong fields": "字段有误", "wrong element": "要素有误",
    "elements of the documents right: {right} of {all}": "文件要素正确：{right}/{all}",
    "nothing was given for: {names}": "没有给出结果的文件：{names}",
    # report
    "Write pages to read: each document with its facts marked, and an index.":
        "生成可阅读的网页：每份文件标出事实，另有目录。",
    "Write a page for each document into a folder, and index.html that leads to them.":
        "在目录中为每份文件生成一个网页，并生成总目录 index.html。",
    "A page needs nothing but itself: it can be sent by mail and opened without a network.":
        "网页不依赖其他文件，可以用邮件发送，也可以离线打开。",
    "The folder that the pages go to; it is made when it is not there.": "存放网页的目录；不存在时新建。",
    "The labels that a page shows first; each page can switch.": "网页首先显示的语言；页面上可以切换。",
    "{count} pages are in {path}; begin with {index}": "{count} 个网页已写入 {path}；请从 {index} 开始",
    # tables
    "Print what the columns of the tables mean.": "显示表格各列的含义。",
    "Print the codebook of the tables: variables, labels, values and coding rules.":
        "显示表格的编码手册：变量、标签、取值和编码规则。",
    "The tables are those of jsx extract --format csv, xlsx and parquet.":
        "表格指 jsx extract --format csv、xlsx 和 parquet 的输出。",
    "markdown to read, or csv; by the name of FILE when not given.":
        "markdown 供阅读，或 csv；未指定时由 FILE 的名称决定。",
    "a page shows one document; for several: jsx report PATH... -o DIR":
        "一个网页只显示一份文件；多份文件请用：jsx report PATH... -o DIR",
    "{form} needs a file to write to: -o FILE": "{form} 需要写入文件：-o FILE",
    "For csv, xlsx and parquet: a table for each type with only its columns, and one of documents.":
        "用于 csv、xlsx 和 parquet：每类事实一张表，只含该类的列，另有一张文件表。",
}  # fmt: skip

# What the stages below say, known by its form.
STUDY_BELOW = {
    "{path}: no gold here; gold is NAME.jsonl with NAME.txt beside it, or an export of Label Studio (.json), doccano "
    "(.jsonl) or brat (.ann with .txt)":
        "{path}：这里没有人工标注；标注是 NAME.jsonl 和旁边的 NAME.txt，或 Label Studio（.json）、doccano（.jsonl）、"
        "brat（.ann 和 .txt）导出的文件",
    "{file}: the annotated text is missing; put it into {one}, or into {two}":
        "{file}：缺少被标注的文本；请放在 {one} 或 {two}",
    "{gold}: no gold for {names}": "{gold}：没有 {names} 的标注",
    "{path}: no gold document has this name; the gold has {names}": "{path}：没有同名的标注；标注中有 {names}",
    "{path}: no result of jsx extract; gold is the first argument, results come after it":
        "{path}：不是 jsx extract 的结果；第一个参数是标注，其后是结果",
    "writing XLSX needs xlsxwriter: pip install 'jsx-cli[xlsx]'":
        "写 XLSX 需要 xlsxwriter：pip install 'jsx-cli[xlsx]'",
    "writing Parquet needs pyarrow: pip install 'jsx-cli[parquet]'":
        "写 Parquet 需要 pyarrow：pip install 'jsx-cli[parquet]'",
    "no such scheme: {name}; did you mean {near}?": "没有这个变量表：{name}；是不是 {near}？",
    "no such scheme: {name}; the schemes are {names}, or the path of a YAML file":
        "没有这个变量表：{name}；可用的有 {names}，或给出 YAML 文件的路径",
    "the two annotators have no document of the same name": "两位标注者没有同名的文件",
    "{name}: the two annotators had different texts of this document": "{name}：两位标注者所用的文本不同",
}  # fmt: skip
