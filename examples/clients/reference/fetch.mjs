const response = await fetch("http://127.0.0.1:8090/v1/chat/completions", {
method: "POST",
headers: {
"Authorization": `Bearer ${process.env.FORGE_API_KEY}`,
"Content-Type": "application/json",
},
body: JSON.stringify({
model: "auto",
messages: [{ role: "user", content: "Hello" }],
}),
});
const data = await response.json();
console.log(data.choices[0].message.content);
