"""What one would use otherwise, each as a program of its own: `PYTHON benchmarks/peers/card.py FOLDER [posseg|cut]`.

They import nothing of jsx, so that they may run in another environment: OpenCC and its reimplementation in Python
install a module of the same name.
"""
