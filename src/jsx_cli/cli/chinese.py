"""What the command line says, in Chinese: the English sentence of the code, then ours."""

from jsx_cli.cli.chinese_batch import BATCH, BATCH_BELOW
from jsx_cli.cli.chinese_check import CHECK
from jsx_cli.cli.chinese_compare import COMPARE, COMPARE_BELOW
from jsx_cli.cli.chinese_rules import RULES
from jsx_cli.cli.chinese_study import STUDY, STUDY_BELOW

CHINESE = STUDY | BATCH | CHECK | COMPARE | RULES | {
    # help pages
    "Usage:": "用法：",
    "Options:": "选项：",
    "Commands:": "命令：",
    "Examples:": "示例：",
    "Show this message and exit.": "显示本帮助。",
    "Print the version and the digest of the rules.": "显示版本号和规则集摘要。",
    "Facts from Chinese policy documents, each with the exact characters that say so.":
        "从中文政策文件中提取事实，每条事实都指出原文中的确切文字。",
    "Print the facts of documents.": "提取文件中的事实。",
    "Print the JSON Schema of the output.": "显示输出格式的 JSON Schema。",
    "Print the normalised text of a document.": "显示文件规范化以后的文本。",
    "Print the facts of each document, with the words and the positions in the file that state them.":
        "列出每份文件中的事实，以及表述它的原文和在文件中的位置。",
    "PATH may be - for standard input. A document that cannot be read is named on standard error and passed over, "
    "and the exit code is 2 in the end.":
        "PATH 为 - 时读取标准输入。无法读取的文件会在标准错误中指出并跳过，最后的退出码为 2。",
    "table to read, json, jsonl with one line a document, html to read, or csv, xlsx and parquet with one line a "
    "fact. When not given: what the name of FILE says; table on a terminal; otherwise json for one document and jsonl "
    "for several.":
        "table 供阅读；json；jsonl 每份文件一行；html 供阅读；csv、xlsx、parquet 每条事实一行。"
        "未指定时看 FILE 的名称；终端上为 table；否则一份文件为 json，多份为 jsonl。",
    "Write to FILE instead of standard output.": "写入 FILE，而不是标准输出。",
    "The encoding of the input (utf-8, gb18030, big5 …); found out when not given.":
        "输入的编码（utf-8、gb18030、big5 等）；未指定时自动判断。",
    "Add the rules in DIR to ours; one with the same id takes the place of ours. May be repeated.":
        "加入 DIR 中的规则；id 相同的取代自带规则。可重复使用。",
    "Colours in the table. auto: on a terminal, unless NO_COLOR is set.":
        "表格是否着色。auto：在终端上着色，设置了 NO_COLOR 时除外。",
    "Print the JSON Schema (draft 2020-12) of the output of jsx extract.":
        "显示 jsx extract 输出的 JSON Schema（draft 2020-12）。",
    "Print the normalised text of FILE: simplified characters, no markup, one paragraph a line.":
        "显示 FILE 规范化以后的文本：简体字，不含标记，每段一行。",
    "FILE may be - for standard input.": "FILE 为 - 时读取标准输入。",
    "The decoded file, which start and end count in, or the text that facts are found in. When not given: normalised "
    "for text and HTML, decoded for formats that are not text, such as docx and pdf.":
        "解码后的原文（start 和 end 按它计数），或提取事实所用的规范化文本。未指定时：文本和 HTML 为后者，docx、pdf "
        "等非文本格式为前者。",
    "Instead of the facts: the sentences with a number, 不低于, 牵头 or another cue that gave none, one JSON object a "
    "line.":
        "不列事实，而列出含有数字、“不低于”“牵头”等提示词却没有得到事实的句子，每行一个 JSON 对象。",
    "--coverage prints JSON lines; leave --format out": "--coverage 输出 JSON Lines；请不写 --format",
    # how much is said, doctor, completion
    "Say nothing on standard error but what went wrong.": "标准错误中只报告出错的情况。",
    "Say on standard error what is done with each document.": "在标准错误中说明对每份文件的处理。",
    "jsx: {path}: {kind}, {encoding}, {count} characters, {facts} facts, {notices} notices, {seconds} s":
        "jsx：{path}：{kind}，{encoding}，{count} 字，{facts} 条事实，{notices} 条提示，{seconds} 秒",
    "Print the script that completes commands in a shell.": "显示命令行自动补全脚本。",
    "Print the script that completes commands, options and file names of jsx in SHELL: bash, zsh or fish.":
        "显示在 SHELL（bash、zsh 或 fish）中补全 jsx 的命令、选项和文件名的脚本。",
    "Show what this installation can do and what it lacks.": "检查安装情况：能做什么，缺少什么。",
    "Show what this installation can do: extras, programs, encoding, language, cache, rules.":
        "检查安装情况：附加组件、外部程序、编码、语言、缓存、规则。",
    "What is missing is needed for some formats only. The exit code is 2 where something is broken.":
        "缺少的只影响某些格式。有损坏时退出码为 2。",
    "program": "程序", "extras": "附加组件", "programs": "外部程序", "encoding": "编码", "language": "语言",
    "cache": "缓存", "ok": "正常", "missing": "缺少", "broken": "损坏", "stdout": "标准输出", "file names": "文件名",
    "{count} rules, digest {digest}": "{count} 条规则，摘要 {digest}",
    "not installed as a package; extras are not known": "未作为软件包安装，附加组件不详",
    "for .doc": "用于 .doc",
    "for .doc, .wps and .rtf": "用于 .doc、.wps 和 .rtf",
    "cannot show every Chinese character; try PYTHONUTF8=1": "不能显示全部汉字；可设置 PYTHONUTF8=1",
    "off; every run reads the rule files (JSX_CACHE)": "已关闭；每次运行都读取规则文件（JSX_CACHE）",
    "cannot be written to; set JSX_CACHE to another folder": "不能写入；请用 JSX_CACHE 指定其他目录",
    # what is wrong
    "Try: {place} --help": "帮助：{place} --help",
    "the commands are {commands}": "可用的命令有 {commands}",
    "did you mean {near}?": "是不是 {near}？",
    "no such command: {name}; {hint}": "没有这个命令：{name}；{hint}",
    "no such command: {name}; to read this file: jsx extract {name}":
        "没有这个命令：{name}；要读这个文件，请用：jsx extract {name}",
    "no such option: {name}": "没有这个选项：{name}",
    "the option {name} needs a value": "选项 {name} 需要一个值",
    "too many arguments: {extra}": "多余的参数：{extra}",
    "a path is empty; name a file": "路径为空；请给出文件名",
    "- is given more than once; standard input can be read only once": "- 给出了不止一次；标准输入只能读取一次",
    "nothing was given for {name}": "没有给出 {name}",
    "{name} is one of {choices}": "{name} 只能是 {choices} 之一",
    "{path}: this is a directory; name its files, as in: {command} {pattern}, or see: jsx batch --help":
        "{path}：这是一个目录；请列出其中的文件，如：{command} {pattern}，或参看：jsx batch --help",
    "{path}: {covered} of {cued} sentences with a cue gave a fact":
        "{path}：{cued} 个含提示词的句子中，{covered} 个得到了事实",
    "{path} is one of the documents; it is not overwritten": "{path} 是要读的文件之一，不予覆盖",
    "cannot write to {path}: {reason}": "无法写入 {path}：{reason}",
    "cannot write to {path}: it is a directory": "无法写入 {path}：这是一个目录",
    "cannot write to {path}: there is no directory {parent}": "无法写入 {path}：没有目录 {parent}",
    "cannot write to standard output: {reason}": "无法写入标准输出：{reason}",
    "standard output is closed": "标准输出已关闭",
    "standard input is closed": "标准输入已关闭",
    "jsx: reading from the keyboard; end with Ctrl-D": "jsx：正在读取键盘输入，按 Ctrl-D 结束",
    "jsx: this is a mistake in jsx and not in your file; please report the lines above":
        "jsx：这是 jsx 的错误，不是文件的问题；请报告以上各行",
    "jsx {version} (rules {digest})": "jsx {version}（规则集 {digest}）",
    # the table
    "{count} characters": "{count} 字",
    "{count} facts: {each}": "{count} 条事实：{each}",
    "No facts were found.": "没有找到事实。",
    "notices": "提示",
    "value": "值", "about": "对象", "words": "原文", "section": "章节", "line": "行",
    "ratio": "比率", "quantity": "数量", "deadline": "时限", "leadership": "任职", "responsibility": "职责",
    "citation": "引用", "measure": "措施",
    "title": "标题", "doc_number": "发文字号", "issuers": "发文机关", "date": "成文日期", "published": "发布日期",
    "doc_type": "文种", "addressees": "主送机关", "attached": "所附文件", "index_number": "索引号",
    "region": "地区", "level": "层级", "printed_by": "印发机关", "copy_to": "抄送",
    "open": "公开方式", "central": "中央", "province": "省级", "city": "市级", "county": "县级", "township": "乡级",
    "share": "占比", "change": "增减", "multiple": "倍数", "prose": "正文",
    "target": "目标", "actual": "现状", "condition": "条件",
    "by": "截止", "in": "期间", "from": "起始", "within": "之内", "recurring": "定期", "until": "有效至",
    "info": "说明", "warning": "警告", "error": "错误",
}  # fmt: skip

# What the stages below say, in errors that know nothing of languages: they are known by their form. The first that
# fits is taken.
FROM_BELOW = STUDY_BELOW | COMPARE_BELOW | BATCH_BELOW | {
    "{name}: no such file": "{name}：没有这个文件",
    "{name}: cannot be read ({reason})": "{name}：无法读取（{reason}）",
    "{name}: cannot be read as {given} ({error}); leave --encoding out":
        "{name}：不能按 {given} 读取（{error}）；请不写 --encoding",
    "{name}: no encoding is called {given}; try utf-8, gb18030, big5 or utf-16, or leave --encoding out":
        "{name}：没有名为 {given} 的编码；可用 utf-8、gb18030、big5、utf-16，或不写 --encoding",
    "{name}: is a folder; name the files in it{rest}": "{name}：这是一个目录；请列出其中的文件",
    "{name}: is empty; there is nothing to read": "{name}：文件是空的",
    "{name} is empty; open the file in Word or WPS and save it again":
        "{name}：内容是空的；请用 Word 或 WPS 打开后重新保存",
    "{name}: is no text and no known kind of document; convert it to text, docx, PDF or HTML first":
        "{name}：既不是文本，也不是已知的文件类型；请先转换成文本、docx、PDF 或 HTML",
    "{name}: {count} bytes; the limit is {limit}": "{name}：{count} 字节，上限为 {limit}",
    "{name}: {count} characters; the limit of one document is {limit}, for it is held in memory as a whole; split it "
    "into its documents (a file of JSON Lines goes to jsx batch), or raise max_chars under limits: in jsx.yaml":
        "{name}：{count} 字；单个文件要整个读入内存，上限为 {limit} 字；请拆成一篇篇文件"
        "（JSON Lines 文件用 jsx batch），或在 jsx.yaml 的 limits: 下调高 max_chars",
    "{name}: {count} entries; the limit is {limit}": "{name}：{count} 个条目，上限为 {limit}",
    "{name}: {count} pages; the limit is {limit}": "{name}：{count} 页，上限为 {limit}",
    "{name}: more than {limit} pages{rest}": "{name}：超过 {limit} 页{rest}",
    "{name}: more than {limit} characters{rest}": "{name}：超过 {limit} 字{rest}",
    "{name} is nested more than {limit} deep{rest}": "{name}：嵌套超过 {limit} 层{rest}",
    "{name}: is a zip archive and no document; unpack it and name the files in it":
        "{name}：这是压缩包，不是文件；请解压后给出其中的文件",
    "{name}: holds no text; if it is a scan, make it searchable with an OCR program first":
        "{name}：没有文字；如果是扫描件，请先用 OCR 程序识别",
    "{name}: is encrypted; save it without a password first": "{name}：文件已加密；请先另存为无密码的文件",
    "{name}: is a PDF with a password; save it without one first": "{name}：PDF 有密码；请先另存为无密码的文件",
    "{name}: is a PDF; reading it needs the extra: {command}": "{name}：读取 PDF 需要附加组件：{command}",
    "{name}: is a damaged PDF ({error}); get the file again": "{name}：PDF 已损坏（{error}）；请重新获取",
    "{name}: {count} scanned page{s} without text; make it searchable with an OCR program {rest}":
        "{name}：{count} 页扫描件没有文字；请先用 OCR 程序识别（如 ocrmypdf -l chi_sim）",
    "{name}: is cut off or damaged ({error}); get the file again": "{name}：文件不完整或已损坏（{error}）；请重新获取",
    "{name}: {part} is damaged ({error}); get the file again": "{name}：{part} 已损坏（{error}）；请重新获取",
    "{name}: {part} unpacks to far more than a document holds ({limits}); it looks like a zip bomb and is not read":
        "{name}：{part} 解压后远超一份文件的大小（{limits}）；疑为压缩炸弹，不予读取",
    "{name}: lacks its part {part}; open it in Word or WPS and save it again":
        "{name}：缺少 {part}；请用 Word 或 WPS 打开后重新保存",
    "{name} is no sound XML ({error}); open the file in Word or WPS and save it again":
        "{name}：XML 有误（{error}）；请用 Word 或 WPS 打开后重新保存",
    "{name} declares a document type or entities, which no office program writes; it is not read":
        "{name}：含有文档类型或实体声明，办公软件不会写出，不予读取",
    "{name}: is a Word archive without word/document.xml; open it in Word or WPS and save it again":
        "{name}：缺少 word/document.xml；请用 Word 或 WPS 打开后重新保存",
    "{name}: is XML of Word without a body; open it in Word or WPS and save it again":
        "{name}：Word XML 没有正文；请用 Word 或 WPS 打开后重新保存",
    "{name}: is {kind}, which jsx does not read; save it as docx, PDF or text":
        "{name}：不读取这种文件（{kind}）；请另存为 docx、PDF 或文本",
    "{name}: is {kind}; install {programs} so that jsx can read it, or save it as docx":
        "{name}：{kind}，需要安装 {programs} 才能读取，或另存为 docx",
    "{name}: {program} could not read it; open it in Word or WPS and save it as docx":
        "{name}：{program} 无法读取；请用 Word 或 WPS 打开后另存为 docx",
    "{name}: {program} gave up after {seconds} s (limits: timeout in jsx.yaml)":
        "{name}：{program} 超过 {seconds} 秒未完成",
    "{name}: is a MIME file without a page or text in it; save the page again as HTML":
        "{name}：MIME 文件中没有网页或文本；请把网页重新保存为 HTML",
    "{name}: is no sound MIME file ({error}); save the page again as HTML":
        "{name}：MIME 文件有误（{error}）；请把网页重新保存为 HTML",
    "{folder}: no such folder of rules; give a folder that holds YAML rule files":
        "{folder}：没有这个规则目录；请给出存放 YAML 规则的目录",
    "{count} problem{s} in the rules": "规则中有 {count} 处问题",
}  # fmt: skip
