import requests
response = requests.post(
"http://127.0.0.1:8090/v1/chat/completions",
headers={"Authorization": f"Bearer {api_key}"},
json={
"model": "auto",
"messages": [{"role": "user", "content": "Hello"}],
},
)
print(response.json()["choices"][0]["message"]["content"])
