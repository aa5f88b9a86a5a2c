"""The consent register: who has agreed to what, with a log of every change that can be defended.

`database.open_register` opens it, `register.Register` changes it, `book.ConsentBook` is asked for each photo.
"""
