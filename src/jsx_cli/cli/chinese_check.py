"""What `jsx check` says, in Chinese."""

CHECK = {
    "Find slips in drafts, and mend those of form.": "检查文稿中的差错，并改正形式上的差错。",
    "Find slips of form and of substance in drafts.": "检查文稿在形式和内容上的差错。",
    "PATH is a file, a folder with drafts, or - for standard input. The exit code is 0 where nothing is found, 1 where "
    "something is, and 2 where a document could not be read.":
        "PATH 是文件、存放文稿的目录，或 -（标准输入）。没有发现问题时退出码为 0，发现问题为 1，有文件无法读取为 2。",
    "concise: a line each; full: with sentence, fix and source; or a format for machines.":
        "concise 每处一行；full 附原句、改法和依据；其余为供程序使用的格式。",
    "The level from which the exit code is 1 (default: error).": "从哪一级起退出码为 1（默认为 error）。",
    "Mend slips of form in the files; a docx is never rewritten.": "改正文件中形式上的差错；不改写 docx。",
    "Mend also what may change the meaning; look at every change.": "连同可能影响文意的一并改正；请逐处核对。",
    "Show what would be mended and change nothing.": "只显示将要改正之处，不作改动。",
    "Run only these checks: GW101, or GW for all that begin so.":
        "只做这些检查：如 GW101，或用 GW 表示以其开头的全部检查。",
    "Leave these checks out.": "不做这些检查。",
    "The sections that a plan needs: 改革方案, 实施方案.": "方案应有章节的模板：改革方案、实施方案。",
    "Hold the drafts against the upper document FILE: floors, deadlines, measures without an answer, weaker words.":
        "对照上位文件 FILE 检查：指标下限、时限、未落实的措施、弱化的措辞。",
    "Be silent about what FILE knows.": "FILE 中已登记的问题不再报告。",
    "Write what is found to FILE, so that --baseline is silent about it.":
        "把发现的问题登记到 FILE，供 --baseline 使用。",
    "What standard input is called in the output.": "标准输入在结果中的名称。",
    "{path}: there is no draft in this folder": "{path}：这个目录中没有文稿",
    "{path}: only text files are mended; this one is left as it is": "{path}：只改正文本文件，此文件保持原样",
    "there is no check {names}; jsx rules list --checks shows them":
        "没有检查 {names}；用 jsx rules list --checks 查看全部检查",
    "standard input cannot be mended in place; use --diff": "标准输入不能就地改正；请用 --diff",
}  # fmt: skip
