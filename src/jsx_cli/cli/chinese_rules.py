"""What the commands about rules say (rules, explain, config), in Chinese."""

RULES = {
    "List, show, test and compare rules.": "列出、查看、检验和比较规则。",
    "Work with the rules: ours, and those of your own folders.": "查看和检验规则：自带的，以及您自己目录中的。",
    "List the rules that run.": "列出运行的规则。",
    "List the rules that run in this folder, with what each makes and where it comes from.":
        "列出在本目录中运行的规则、各自的产出和来源。",
    "Show rules with their examples as they come out.": "查看规则及其示例的结果。",
    "Show the file of each rule, and what it finds in its own examples.":
        "显示各条规则的文件，以及每条规则在自身示例中找到的内容。",
    "Prove rules by their own examples.": "用规则自身的示例检验规则。",
    "Prove every rule by its own examples and silent lines.": "用每条规则自身的示例和静默文本检验规则。",
    "PATH is a folder of rules, or one file in such a folder; without it, our rules and those of the configuration are "
    "proved. Everything that is wrong is told at once, with file, line and column, and the exit code is 2.":
        "PATH 是规则目录，或其中的一个文件；未指定时检验自带规则和配置中的规则。"
        "所有错误一次列出，注明文件、行和列，退出码为 2。",
    "Print the JSON Schema of rule files.": "显示规则文件的 JSON Schema。",
    "Print the JSON Schema (draft 2020-12) of rule files, for editors that complete and check YAML by it.":
        "显示规则文件的 JSON Schema（draft 2020-12），供编辑器补全和检查 YAML。",
    "Show the facts that an edit of rules gains, loses and changes.": "显示规则修改后增加、减少和变化的事实。",
    "Show the facts that documents gain (+), lose (-) and change (~) when the rules in OLD become those in NEW.":
        "显示规则由 OLD 改为 NEW 后，文件增加（+）、减少（-）和变化（~）的事实。",
    "OLD and NEW are folders of rules that are laid over ours; the word `ours` stands for ours alone. CORPUS is "
    "documents, or folders of them. The exit code is 1 where anything differs, and 2 where a document could not be "
    "read.":
        "OLD 和 NEW 是叠加在自带规则之上的规则目录；`ours` 表示只用自带规则。"
        "CORPUS 是文件或存放文件的目录。有差别时退出码为 1，有文件无法读取时为 2。",
    "OLD and NEW are complete: do not put our own rules under them.": "OLD 和 NEW 本身完整，不叠加自带规则。",
    "{path}: no such rule file or folder": "{path}：没有这个规则文件或目录",
    "disabled": "停用", "examples": "示例", "silent": "静默", "nothing": "无",
    "mistakes: {count}": "{count} 处错误",
    "rules: {rules}, texts: {texts}; all as they say": "{rules} 条规则、{texts} 段文本：全部符合",
    "{documents} documents: {gained} gained, {lost} lost, {changed} changed":
        "{documents} 份文件：增加 {gained}，减少 {lost}，变化 {changed}",
    "List the checks of jsx check, with level and kind of fix.": "列出 jsx check 的检查，及其级别和改正方式。",
    "jsx rules list shows them": "用 jsx rules list 查看",
    "there is no rule {name}; {hint}": "没有规则 {name}；{hint}",
    "{origin}, in place of {other}": "{origin}，取代 {other}",
    "Show which rules fired, how each field came about, and why a rule did not fire.":
        "说明哪些规则命中、各字段从何而来，以及某条规则为何没有命中。",
    "Show how far RULE got in that line, and what held it up.": "说明 RULE 在该行进行到哪一步、被什么挡住。",
    "Show the facts of a document, or of one line of it, with the rule that found each and the reason for each field.":
        "列出一份文件或其中一行的事实、找到它的规则和各字段的理由。",
    "Lines are those of the file as it is. FILE may be - for standard input. With --why-not the exit code is 1 where "
    "the rule fired after all.":
        "行号按原文件计。FILE 为 - 时读取标准输入。用 --why-not 而规则其实命中时，退出码为 1。",
    "--why-not needs a line: {path}:LINE": "--why-not 需要行号：{path}:行号",
    "rule": "规则",
    "Found and given up:": "找到但未采用：",
    "No rule fired here.": "这里没有规则命中。",
    "It fired:": "命中了：",
    "It did not fire in line {line}:": "在第 {line} 行没有命中：",
    "Other attempts:": "其他尝试：",
    "Show the settings and where each comes from.": "显示各项设置及其来源。",
    "Show the settings that hold for the document or folder PATH (here, when not given), and where each comes from.":
        "显示对文件或目录 PATH（未指定时为当前目录）生效的设置及其来源。",
    "They stand in jsx.yaml, or under [tool.jsx] in pyproject.toml, in the folder of the document or one above it.":
        "设置写在文件所在目录或其上级目录的 jsx.yaml 中，或 pyproject.toml 的 [tool.jsx] 下。",
    "no jsx.yaml and no [tool.jsx] here or above": "此处及上级目录没有 jsx.yaml，也没有 [tool.jsx]",
    "configuration: {files}": "配置文件：{files}",
    "rule set: {digest}, {count} rules": "规则集：{digest}，{count} 条规则",
    "cache: {folder}  (JSX_CACHE, XDG_CACHE_HOME)": "缓存：{folder}（JSX_CACHE，XDG_CACHE_HOME）",
    "Read the rule files anew instead of the compiled rules in the cache.":
        "重新读取规则文件，不用缓存中编译好的规则。",
}  # fmt: skip
